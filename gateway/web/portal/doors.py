"""The portal's front door: every stage's pages, mounted beside the API."""

from fastapi import FastAPI

from gateway.web.portal import (
    accepting,
    access_request,
    accessibility,
    afterwards,
    approval,
    assets,
    at_a_provider,
    audit,
    barring,
    basket,
    catalog,
    conversation,
    coordination,
    decision,
    deputyship,
    desk,
    document,
    ethics,
    extraction,
    holdings,
    language,
    letter,
    note_check,
    people,
    permit,
    project,
    samples,
    signing_in,
    spot_check,
    summary,
    term,
    troubles,
    unsent,
    workspace,
    writing,
)
from gateway.web.portal.visit import Portal

STAGES = (
    assets,
    language,
    at_a_provider,
    signing_in,
    unsent,
    accessibility,
    desk,
    catalog,
    basket,
    project,
    approval,
    writing,
    summary,
    access_request,
    conversation,
    accepting,
    afterwards,
    permit,
    letter,
    document,
    extraction,
    workspace,
    audit,
    spot_check,
)

OFFICERS = (decision, note_check, coordination, ethics, samples, term, barring, people, deputyship, holdings)
"""Where something is decided or put on record by those who answer for it."""


ALL_PAGES = (*STAGES, *OFFICERS)


def furnish(app: FastAPI, portal: Portal) -> None:
    """What the pages need of the application around them."""
    app.state.portal = portal
    troubles.install(app)

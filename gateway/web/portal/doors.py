"""The portal's front door: every stage's pages, mounted beside the API."""

from fastapi import FastAPI

from gateway.web.portal import (
    access_request,
    accessibility,
    assets,
    barring,
    basket,
    catalog,
    coordination,
    decision,
    deputyship,
    desk,
    ethics,
    extraction,
    holdings,
    language,
    people,
    permit,
    project,
    samples,
    signing_in,
    term,
    troubles,
    workspace,
)
from gateway.web.portal.visit import Portal

STAGES = (
    assets,
    language,
    signing_in,
    accessibility,
    desk,
    catalog,
    basket,
    project,
    access_request,
    permit,
    extraction,
    workspace,
)

OFFICERS = (decision, coordination, ethics, samples, term, barring, people, deputyship, holdings)
"""Where something is decided or put on record by those who answer for it."""


def mount(app: FastAPI, portal: Portal) -> None:
    """Pages at the root of the application, around the house it has already."""
    app.state.portal = portal
    for stage in (*STAGES, *OFFICERS):
        app.include_router(stage.router)
    troubles.install(app)

"""The portal's front door: every stage's pages, mounted beside the API."""

from fastapi import FastAPI

from gateway.web.portal import (
    access_request,
    accessibility,
    assets,
    basket,
    catalog,
    coordination,
    decision,
    desk,
    ethics,
    extraction,
    language,
    permit,
    project,
    signing_in,
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

OFFICERS = (decision, coordination, ethics)
"""Where something is decided or put on record by those who answer for it."""


def mount(app: FastAPI, portal: Portal) -> None:
    """Pages at the root of the application, around the house it has already."""
    app.state.portal = portal
    for stage in (*STAGES, *OFFICERS):
        app.include_router(stage.router)
    troubles.install(app)

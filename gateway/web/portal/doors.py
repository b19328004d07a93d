"""The portal's front door: every stage's pages, mounted beside the API."""

from fastapi import FastAPI

from gateway.web.portal import (
    accepting,
    access_request,
    accessibility,
    afterwards,
    assets,
    basket,
    catalog,
    conversation,
    desk,
    approval,
    extraction,
    language,
    permit,
    project,
    signing_in,
    summary,
    troubles,
    workspace,
    writing,
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
    approval,
    writing,
    summary,
    access_request,
    conversation,
    accepting,
    afterwards,
    permit,
    extraction,
    workspace,
)


def mount(app: FastAPI, portal: Portal) -> None:
    """Pages at the root of the application, around the house it has already."""
    app.state.portal = portal
    for stage in STAGES:
        app.include_router(stage.router)
    troubles.install(app)

"""The portal's front door: every stage's pages, mounted beside the API."""

from fastapi import FastAPI

from gateway.web.portal import (
    access_request,
    accessibility,
    assets,
    at_a_provider,
    audit,
    basket,
    catalog,
    desk,
    document,
    extraction,
    language,
    letter,
    permit,
    project,
    signing_in,
    spot_check,
    troubles,
    workspace,
)
from gateway.web.portal.visit import Portal

STAGES = (
    assets,
    language,
    at_a_provider,
    signing_in,
    accessibility,
    desk,
    catalog,
    basket,
    project,
    access_request,
    permit,
    letter,
    document,
    extraction,
    workspace,
    audit,
    spot_check,
)


def mount(app: FastAPI, portal: Portal) -> None:
    """Pages at the root of the application, around the house it has already."""
    app.state.portal = portal
    for stage in STAGES:
        app.include_router(stage.router)
    troubles.install(app)

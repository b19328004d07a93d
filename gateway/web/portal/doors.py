"""The portal's front door: every stage's pages, mounted beside the API."""

from fastapi import FastAPI

from gateway.web.portal import accessibility, assets, basket, catalog, decision, desk, language, signing_in, troubles
from gateway.web.portal.visit import Portal

STAGES = (assets, language, signing_in, accessibility, desk, catalog, basket, decision)


def mount(app: FastAPI, portal: Portal) -> None:
    """Pages at the root of the application, around the house it has already."""
    app.state.portal = portal
    for stage in STAGES:
        app.include_router(stage.router)
    troubles.install(app)

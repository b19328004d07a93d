"""`slussen`: the control plane's command line. This page is the list of every command."""

import os
from importlib.metadata import version
from typing import Annotated

import typer

from gateway.cli import (
    applicant,
    assignment,
    audit,
    barring,
    bundles,
    checking,
    collecting,
    demo,
    deputyship,
    documents,
    due,
    evidence,
    letters,
    note_checks,
    officer,
    operator,
    parameters,
    rules,
    sessions,
    sheet,
    signing_in,
    spot_checks,
    text,
    workspace,
)
from gateway.cli.telling import speak
from gateway.words.language import Language, preferred

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
catalog = typer.Typer(no_args_is_help=True, help="What may be asked for.")
rooms = typer.Typer(no_args_is_help=True, help="Delivered extracts.")
keys = typer.Typer(no_args_is_help=True, help="The gateway's own key; it is never overwritten.")
ruling = typer.Typer(no_args_is_help=True, help="The rules: what they say, and what they would say.")
deputies = typer.Typer(no_args_is_help=True, help="Who decides in a steward's place for a time.")
said = typer.Typer(no_args_is_help=True, help="What each controller has said; two stewards sign each change.")
auditing = typer.Typer(no_args_is_help=True, help="The auditor's desk: who saw or did what, and whether it holds.")
operators = typer.Typer(no_args_is_help=True, help="For whoever runs the gateway.")
sitting = typer.Typer(no_args_is_help=True, help="Who is signed in to the portal.")
releases = typer.Typer(no_args_is_help=True, help="The rules as one file, which two stewards sign before it rules.")

app.command("sign-in")(signing_in.sign_in)
app.command("sign-out")(signing_in.sign_out)

app.command("open-project")(applicant.open_project)
app.command("projects")(applicant.projects)
app.command("record-approval")(applicant.record_approval)
app.command("keep-document")(documents.keep_document)
app.command("documents")(documents.documents)
app.command("document")(documents.document)
app.command("record-amendment")(applicant.record_amendment)
app.command("acknowledge")(applicant.acknowledge)
app.command("accept-condition")(applicant.accept_condition)
app.command("approved")(applicant.approved)
app.command("accept-terms")(applicant.accept_terms)
app.command("draft")(applicant.draft)
app.command("revise")(applicant.revise)
app.command("check")(applicant.check)
app.command("compare")(applicant.compare)
app.command("submit")(applicant.submit)
app.command("withdraw")(applicant.withdraw)
app.command("message")(applicant.message)
app.command("conversation")(applicant.conversation)
app.command("list")(applicant.list_requests)
app.command("amend")(applicant.amend)
app.command("amended")(applicant.amended)
app.command("extend")(applicant.extend)
app.command("follow")(applicant.follow)
app.command("due")(due.due)
app.command("letters")(letters.letters)
app.command("letter")(letters.letter)
app.command("attrition")(collecting.attrition)
app.command("collect")(collecting.collect)

catalog.command("list")(collecting.list_datasets)
catalog.command("show")(collecting.show_dataset)
catalog.command("check")(operator.check_catalog)
app.add_typer(catalog, name="catalog")

rooms.command("query")(workspace.query)
app.add_typer(rooms, name="workspace")

app.command("text", context_settings=text.AS_TYPED, add_help_option=False)(text.text)

app.command("parts")(officer.parts)
app.command("versions")(officer.versions)
app.command("sheet")(sheet.sheet)
app.command("review")(officer.review)
app.command("samples")(officer.samples)
app.command("decide-samples")(officer.decide_samples)
app.command("note-sample")(note_checks.note_sample)
app.command("check-notes")(note_checks.check_notes)
app.command("send-back")(officer.send_back)
app.command("ask-again")(officer.ask_again)
app.command("judge")(officer.judge)
app.command("prolong")(due.prolong)
app.command("record-publication")(due.record_publication)
app.command("decide-extension")(officer.decide_extension)
app.command("revoke")(officer.revoke)
app.command("bar")(barring.bar)
app.command("confirm-barring")(barring.confirm_barring)
app.command("lift-barring")(barring.lift_barring)
app.command("barrings")(barring.barrings)
deputies.command("name")(deputyship.name)
deputies.command("end")(deputyship.end)
deputies.command("list")(deputyship.list_deputies)
app.add_typer(deputies, name="deputy")
app.command("assign")(assignment.assign)
app.command("confirm-assignment")(assignment.confirm_assignment)
app.command("end-assignment")(assignment.end_assignment)
app.command("assignments")(assignment.assignments)
app.command("verify-approval")(officer.verify_approval)
app.command("record-decision-against")(officer.record_decision_against)
app.command("register-person")(officer.register_person)
app.command("train-person")(officer.train_person)
app.command("ledger")(officer.ledger)

ruling.command("explain")(rules.explain)
ruling.command("replay")(rules.replay)
app.add_typer(ruling, name="rules")

auditing.command("search")(audit.search)
auditing.command("permit")(audit.permit)
auditing.command("export")(audit.export)
auditing.command("check")(audit.check)
auditing.command("draw")(spot_checks.draw)
auditing.command("spot-checks")(spot_checks.spot_checks)
auditing.command("spot-check")(spot_checks.spot_check)
auditing.command("remark")(spot_checks.remark)
auditing.command("sign-off")(spot_checks.sign_off)
app.add_typer(auditing, name="audit")

app.command("trace")(evidence.trace_chain)
app.command("check-letter")(checking.check_letter)
app.command("verify-ledger")(evidence.verify_ledger)

keys.command("new")(operator.keys_new)
app.add_typer(keys, name="keys")
said.command("show")(parameters.show)
said.command("propose")(parameters.propose)
said.command("sign")(parameters.sign)
said.command("check")(parameters.check)
said.command("apply")(parameters.apply)
app.add_typer(said, name="parameters")
operators.command("serve")(operator.serve)
operators.command("migrate")(operator.migrate)
operators.command("backup")(operator.backup)
operators.command("restore")(operator.restore)
releases.command("build")(bundles.build)
releases.command("sign")(bundles.sign)
releases.command("check")(bundles.check)
operators.add_typer(releases, name="bundle")
sitting.command("end")(sessions.end_sessions)
operators.add_typer(sitting, name="sessions")
app.add_typer(operators, name="operator")
app.command("doctor")(operator.doctor)

app.command("demo")(demo.tell_the_story)


@app.callback(invoke_without_command=True)
def root(
    lang: Annotated[Language | None, typer.Option(help="sv or en; as LANG says by default.")] = None,
    shown: Annotated[bool, typer.Option("--version", help="The version, and nothing else.")] = False,
) -> None:
    """The gateway through which a region's health records reach research."""
    speak(lang or preferred(os.environ.get("LANG", "")))
    if shown:
        typer.echo(version("slussen"))
        raise typer.Exit


def main() -> None:
    """The command line."""
    app()

"""Every address of the site, from the resolver, and who may do what there.

A row is the name of an address (or its route, where it has no name), what GET answers, what POST answers. An answer is
a status and the people who get it; `all` is everybody, `staff` everybody who is signed in. People a row does not name
get the usual: at /admin/ outsiders are led to sign in and staff are told 403. `done` means past the door: carried out,
a form to mend or a refusal in words, never 403. {page} and {path} are each kind of page; a second word is its state.
"""

import re
from collections.abc import Iterator
from functools import cache

from django.urls import get_resolver

from clinic_site.content.registry import page_types

OUTSIDERS = ("anonymous", "deactivated")
STAFF = ("editor", "reviewer", "publisher", "clinician", "owner", "superuser")
EVERYBODY = (*OUTSIDERS, *STAFF)
GROUPS = {
    "all": EVERYBODY,
    "outsiders": OUTSIDERS,
    "staff": STAFF,
    "owners": ("owner", "superuser"),
    "writers": ("editor", "owner", "superuser"),
    "checkers": ("reviewer", "owner", "superuser"),
    "releasers": ("publisher", "owner", "superuser"),
    "seconds": ("reviewer", "publisher", "owner", "superuser"),
    "recorders": ("editor", "reviewer", "publisher", "owner", "superuser"),
}
PUBLIC = (
    "handouts handout bundle paper "
    "home articles:index faq:index topics evidence disclaimers contact changes unwell needle-worry about how-we-write"
    " picker picker_list"
)
PUBLIC += " privacy accessibility feed sitemap robots articles:article faq:question topic reference"
PUBLIC += " disclaimer glossary search cards pdf kept_screen"

TABLE = """
picture                                       404 outsiders, 200 staff   405 all
social                                        200 all                    200 all
qr                                            200 all                    200 all
chosen                                        302 all                    302 all
giving_script                                 200 all                    405 all
worker                                        200 all                    405 all
manifest                                      200 all                    405 all
everything_kept                               200 all                    405 all
security_txt                                  200 all                    405 all
healthz                                       200 all                    405 all
readyz                                        200 all                    405 all
show                                          200 all                    200 all
number                                        302 all                    302 all
api_pages                                     200 all                    405 all
api_page                                      200 all                    405 all
api_after                                     200 all                    405 all
api                                           200 all                    405 all
feedback                                      200 all                    403 all
articles:after                                302 all                    302 all
faq:after                                     302 all                    302 all
topic_after                                   302 all                    302 all
sitemap_after                                 404 all                    404 all
feedback_on_guide                             200 all                    403 all
bundle_in_capitals                            302 all                    302 all
sign_in                                       200 outsiders, 302 staff   200 outsiders, 302 staff
admin:login                                   200 outsiders, 302 staff   200 outsiders, 302 staff
second_factor                                 302 staff                  302 staff
leave                                         405 all                    302 all
passkey_sign_in                               302 all                    302 all
passkey_options                               200 all                    405 all
set_up                                        200 staff                  200 staff
set_up_app                                    200 staff                  200 staff
app_picture                                   404 staff                  404 staff
account                                       200 staff                  405 staff
recovery_codes                                200 staff                  302 staff
sign_out_everywhere                           405 staff                  302 staff
account_factor_remove                         405 staff                  404 staff
account_device_forget                         405 staff                  404 staff
own_password                                  200 staff                  200 staff
signing_in                                    200 owners                 200 owners
invitation                                    404 all                    404 all
markdownx_markdownify                         405 all                    403 outsiders, 200 staff
markdownx_upload                              405 all                    403 all, 400 writers
preview_styles                                200 all                    405 all
pick                                          200 staff                  done writers
paste                                         405 all                    403 outsiders, 200 staff
find                                          200 staff                  200 staff
style                                         200 staff                  200 staff
evidence_searches                             200 staff                  done writers
admin:index                                   200 staff                  405 staff
desk                                          200 staff                  405 staff
record                                        200 recorders              405 staff
report                                        200 owners                 405 staff
gaps                                          200 recorders              405 staff
gap_point                                     302 writers                302 writers
gap_ignore                                    405 staff                  302 writers
handout_not_now                               405 staff                  302 writers clinician
printed_set_forget                            405 staff                  302 writers clinician
gap_bring_back                                405 staff                  302 writers
as_of                                         200 recorders              405 staff
as_of_page                                    200 recorders              405 staff
as_of_copy                                    404 recorders              405 staff
recalls                                       200 releasers              done releasers
recall                                        200 seconds                done seconds
admin:app_list                                200 staff                  200 staff
admin:logout                                  302 outsiders, 405 staff   302 outsiders, 200 staff
admin:password_change                         200 staff                  200 staff
admin:password_change_done                    200 staff                  405 staff
admin:autocomplete                            403 staff                  405 staff
admin:jsi18n                                  200 staff                  405 staff
admin:view_on_site                            302 staff                  302 staff
admin/(?P<url>.*)$                            404 staff                  404 staff
admin:profile_profile_changelist              200 seconds                done owners
admin:profile_profile_confirm                 405 staff                  done seconds
admin:references_reference_changelist         200 staff                  200 staff
admin:references_reference_add                200 writers                done writers
admin:references_reference_change             200 staff                  done writers
admin:references_reference_history            200 staff                  200 staff
admin:references_reference_standing           200 writers                done writers
admin:references_reference_delete             403 staff                  403 staff
admin/references/reference/<path:object_id>/  302 staff                  302 staff
admin:images_image_file                       404 outsiders, 200 staff   405 all
admin:images_image_changelist                 200 staff                  200 staff
admin:images_image_add                        200 writers                done writers
admin:images_image_change                     200 staff                  done writers
admin:images_image_history                    200 staff                  200 staff
admin:images_image_delete                     403 staff                  403 staff
admin:images_image_replace                    200 writers clinician      done writers clinician
admin:images_image_replaced                   404 writers clinician      404 writers clinician
admin/images/image/<path:object_id>/          302 staff                  302 staff
admin:claims_pack_changelist                  200 staff                  200 staff
admin:claims_pack_add                         200 writers                done writers
admin:claims_pack_change                      200 staff                  done writers
admin:claims_pack_history                     200 staff                  200 staff
admin:claims_pack_delete                      403 staff                  403 staff
admin/claims/pack/<path:object_id>/           302 staff                  302 staff
admin:claims_rule_changelist                  200 staff                  200 staff
admin:claims_rule_add                         200 writers                done writers
admin:claims_rule_change                      200 staff                  done writers
admin:claims_rule_history                     200 staff                  200 staff
admin:claims_rule_delete                      403 staff                  403 staff
admin/claims/rule/<path:object_id>/           302 staff                  302 staff
admin:glossary_term_changelist                200 staff                  200 staff
admin:glossary_term_add                       200 writers                done writers
admin:glossary_term_change                    200 staff                  done writers
admin:glossary_term_history                   200 staff                  200 staff
admin:glossary_term_delete                    200 owners                 done owners
admin/glossary/term/<path:object_id>/         302 staff                  302 staff

admin:search_synonym_changelist               200 staff                  200 staff
admin:search_synonym_add                      200 writers                done writers
admin:search_synonym_change                   200 staff                  done writers
admin:search_synonym_history                  200 staff                  200 staff
admin:search_synonym_delete                   200 writers                done writers
admin/search/synonym/<path:object_id>/        302 staff                  302 staff

admin:search_bestanswer_changelist            200 staff                  200 staff
admin:search_bestanswer_add                   200 writers                done writers
admin:search_bestanswer_change                200 staff                  done writers
admin:search_bestanswer_history               200 staff                  200 staff
admin:search_bestanswer_delete                200 writers                done writers
admin/search/bestanswer/<path:object_id>/     302 staff                  302 staff

admin:search_redflag_changelist               200 staff                  200 staff
admin:search_redflag_add                      200 checkers               done checkers
admin:search_redflag_change                   200 staff                  done checkers
admin:search_redflag_history                  200 staff                  200 staff
admin:search_redflag_delete                   200 owners                 done owners
admin/search/redflag/<path:object_id>/        302 staff                  302 staff

admin:content_topic_changelist                200 staff                  200 staff
admin:content_topic_add                       200 writers                done writers
admin:content_topic_change                    200 staff                  done writers
admin:content_topic_confirm                   405 staff                  done seconds
admin:content_topic_history                   200 staff                  200 staff
admin:content_topic_delete                    403 staff                  403 staff
admin/content/topic/<path:object_id>/         302 staff                  302 staff

admin:content_event_changelist                200 recorders              200 recorders
admin:content_event_add                       403 staff                  403 staff
admin:content_event_change                    200 recorders              403 staff
admin:content_event_history                   200 recorders              200 recorders
admin:content_event_delete                    403 staff                  403 staff
admin/content/event/<path:object_id>/         302 staff                  302 staff

admin:feedback_feedback_changelist            200 recorders              405 staff
admin:feedback_feedback_settle                200 recorders              done recorders
admin:feedback_feedback_settle_page           200 recorders              done recorders

admin:letters_letter_changelist               200 owners                 200 owners
admin:accounts_user_changelist                200 owners                 200 owners
admin:accounts_user_add                       200 owners                 done owners
admin:accounts_user_change                    200 owners                 done owners
admin:accounts_user_history                   200 owners                 200 owners
admin:accounts_user_delete                    403 staff                  403 staff
admin/accounts/user/<path:object_id>/         302 staff                  302 staff

admin:{page}_changelist                       200 staff                  200 staff
admin:{page}_add                              200 writers                done writers
admin:{page}_change                           200 staff                  done writers
admin:{page}_history                          200 staff                  200 staff
admin:{page}_delete                           403 staff                  403 staff
admin/{path}/<path:object_id>/                302 staff                  302 staff
admin:{page}_preview                          200 staff                  200 staff
admin:disclaimers_disclaimer_on_page          404 staff                  404 staff
admin:{page}_live                             405 staff                  200 staff
admin:{page}_add_live                         405 staff                  200 writers
admin:{page}_keep                             405 staff                  200 writers
admin:{page}_add_keep                         405 staff                  200 writers
admin:{page}_still_here                       405 staff                  200 writers
admin:{page}_throw_away                       405 staff                  302 writers
admin:{page}_add_throw_away                   405 staff                  302 writers
admin:{page}_revision                         200 staff                  200 staff
admin:{page}_revision draft                   404 staff                  404 staff
admin:{page}_revision_preview                 200 staff                  200 staff
admin:{page}_revision_preview draft           404 staff                  404 staff
admin:{page}_compare                          200 staff                  200 staff
admin:{page}_comment                          405 staff                  302 staff
admin:{page}_ask                              200 writers reviewer       done writers reviewer
admin:{page}_restore                          200 writers                done writers
admin:{page}_restore draft                    404 writers                404 writers
admin:{page}_bulk_review_date                 405 staff                  done writers reviewer
admin:{page}_bulk_owner                       405 staff                  done writers reviewer
admin:{page}_bulk_topic                       405 staff                  done writers
admin:{page}_bulk_send                        405 staff                  done writers
admin:{page}_bulk_undo                        405 staff                  302 staff
admin:{page}_bulk_done                        200 staff                  200 staff
admin:{page}_submit                           200 writers                done writers
admin:{page}_approve                          200 checkers               done checkers
admin:{page}_return                           200 checkers               done checkers
admin:{page}_confirm                          200 checkers               done checkers
admin:{page}_publish                          200 releasers              done releasers
admin:{page}_schedule                         200 releasers              done releasers
admin:{page}_unschedule                       200 releasers              done releasers
admin:{page}_undo                             200 releasers              done releasers
admin:{page}_withdraw                         200 releasers              done releasers
admin:{page}_recut                            200 releasers              done releasers
admin:{page}_move                             200 releasers              done releasers
admin:{page}_move never-public                200 writers publisher      done writers publisher
admin:{page}_discard                          200 writers                done writers
"""
DONE = (200, 302, 400, 409)


def routes() -> Iterator[tuple[str, str]]:
    """Name (or route) and route of each address the resolver knows."""

    def walk(patterns, before: str, spaces: tuple[str, ...]):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                space = (pattern.namespace,) if pattern.namespace else ()
                yield from walk(pattern.url_patterns, route, spaces + space)
            else:
                yield ":".join((*spaces, pattern.name)) if pattern.name else route, route

    yield from walk(get_resolver().url_patterns, "", ())


def filled(route: str, arguments: dict) -> str:
    """The address with its places filled in; a route given by a regular expression has one place and its ends."""
    route = re.sub(r"\(\?P<(\w+)>(?:\[[^\]]*\]|\{[^}]*\}|\([^)]*\)|[^()])*\)", r"<\1>", route).replace("^", "")
    route = re.sub(r"/\?\$$|\$$", "", route)
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda place: str(arguments[place[1]]), route)


def answers(cell: str) -> dict[str, str]:
    """Person -> answer, for the people a cell names."""
    found = {}
    for part in filter(None, map(str.strip, cell.split(","))):
        status, *people = part.split()
        for person in people:
            found |= dict.fromkeys(GROUPS.get(person, (person,)), status)
    return found


@cache
def table() -> dict[str, dict[str, dict[str, str]]]:
    """Name -> method -> person -> answer."""
    lines = [re.split(r"\s{2,}", line) for line in TABLE.splitlines() if line.strip()]
    rows = {name: (cells + ["", ""])[:2] for name, *cells in lines} | {
        name: ["200 all", "200 all"] for name in PUBLIC.split()
    }
    found = {}
    for name, (get, post) in rows.items():
        for model in page_types() if "{" in name else [None]:
            key = name
            if model:
                app, kind = model._meta.app_label, model._meta.model_name
                key = name.format(page=f"{app}_{kind}", path=f"{app}/{kind}")
            cells = [get, post]
            if model and model.kind == "handout":
                # Clinicians draft named handouts, and nothing else.
                cells = [cell.replace("writers", "writers clinician") for cell in cells]
            found[key] = dict(zip(("GET", "POST"), map(answers, cells), strict=True))
    return found


def expected(row: dict[str, dict[str, str]], method: str, person: str) -> str:
    return row[method].get(person) or ("sign-in" if person in OUTSIDERS else "403")

"""Rules of what stands around the site: nginx, the units, the pool, the bucket, the caches in front."""

from tests.broken.changes import Change

NGINX, CACHE, FILES = "deploy/nginx.conf", "tests/deploy/test_nginx_cache.py", "tests/deploy/test_nginx_files.py"
UNITS, TICKED = "tests/deploy/test_units.py", "tests/clinic_site/operations/test_emptying.py"
BUCKET = "tests/clinic_site/images/test_bucket.py"

AROUND = (
    Change(
        0,
        NGINX,
        "proxy_no_cache $clinic_not_a_page $clinic_own_page $clinic_varies",
        "proxy_no_cache $clinic_not_a_page $clinic_varies",
        f"{CACHE}::test_what_does_not_say_in_our_words_that_it_is_for_everybody_is_never_kept",
    ),
    Change(
        0,
        NGINX,
        'map $http_cookie $clinic_signed_in { default ""; "" ""; "~sessionid" "signed in"; }',
        'map $http_cookie $clinic_signed_in { default ""; }',
        f"{CACHE}::test_in_turns_nobody_gets_what_was_made_for_somebody",
    ),
    Change(
        0,
        NGINX,
        "        proxy_cache_bypass 1;\n",
        "",
        f"{CACHE}::test_while_a_process_answers_nobody_is_shown_a_copy",
    ),
    Change(
        0,
        NGINX,
        '{ default ""; "whole200" 1; }',
        '{ default ""; }',
        f"{CACHE}::test_where_pages_are_files_no_copy_of_one_is_shown",
    ),
    Change(
        0,
        NGINX,
        "        if ($clinic_not_a_page) { return 502; }\n",
        "",
        f"{CACHE}::test_a_form_is_never_sent_twice",
    ),
    Change(
        12,
        NGINX,
        "log_format clinic_guide '$time_iso8601 $request_method $clinic_path ",
        "log_format clinic_guide '$time_iso8601 $request_method $request_uri ",
        f"{FILES}::test_no_line_of_any_log_tells_who_asked_or_for_what",
    ),
    Change(
        0,
        NGINX,
        "    # Counted here, as a request has no host before it has ended.\n    client_header_timeout 10s;\n",
        "",
        f"{CACHE}::test_who_never_ends_a_request_is_hung_up_on_and_holds_nobody_up",
    ),
    Change(
        0,
        NGINX,
        "    proxy_set_header X-Forwarded-Proto $scheme;\n",
        "",
        f"{CACHE}::test_what_a_visitor_says_of_the_way_here_is_not_believed",
    ),
    Change(
        0,
        NGINX,
        "    location ~ ^/(?:[^/]+/)*$ {\n",
        "    location ~ /$ {\n",
        f"{FILES}::test_everything_else_is_asked_of_a_process",
    ),
    Change(
        0,
        "deploy/clinic-guide@.service",
        "NoNewPrivileges=yes\n",
        "",
        f"{UNITS}::test_each_service_is_closed_in_the_same_way",
    ),
    Change(
        0,
        "clinic_site/operations/emptying.py",
        "    ask()\n    Generation",
        "    Generation",
        f"{TICKED}::test_the_tick_tells_the_cache_once_for_all_that_moved",
    ),
    Change(
        0,
        "clinic_site/operations/emptying.py",
        "update(emptied=row[0])",
        "update(emptied=Generation.objects.get().number)",
        f"{TICKED}::test_what_moves_while_the_cache_is_told_stays_due",
    ),
    Change(
        9,
        "clinic_site/images/views.py",
        "    if not releases or not (public or _may_see(request)):",
        "    if not releases:",
        f"{BUCKET}::test_a_picture_no_page_has_shown_is_for_staff_alone_on_every_machine",
    ),
    Change(
        0,
        "clinic_site/images/storage.py",
        "            if shared and not shared.exists(rendition.name):\n",
        "            if False:\n",
        f"{BUCKET}::test_a_picture_that_one_machine_stored_is_shown_by_another",
    ),
)

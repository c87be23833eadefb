"""Rules of headers, of the log, of request names and of doors beside the front one."""

from tests.broken.changes import Change

HEADERS, SCORE = "tests/architecture/test_headers.py", "tests/architecture/test_observatory.py"
DOORS, LOG = "tests/architecture/test_side_doors.py", "tests/clinic_site/test_access_log.py"
NAMES, NGINX = "tests/clinic_site/test_request_id.py", "tests/deploy/test_nginx_headers.py"

AROUND_ANSWERS = (
    Change(
        0,
        "clinic_site/middleware.py",
        '    "Cross-Origin-Embedder-Policy": "require-corp",\n',
        "",
        f"{SCORE}::test_every_page_for_readers_has_all_points_a_page_without_a_cookie_can_have",
    ),
    Change(
        0,
        "clinic_site/settings.py",
        '    "clinic_site.middleware.ClosedDoors",\n    "django.middleware.security.SecurityMiddleware",\n',
        '    "django.middleware.security.SecurityMiddleware",\n    "clinic_site.middleware.ClosedDoors",\n',
        f"{HEADERS}::test_without_tls_one_is_led_to_it_and_told_nothing_that_only_counts_there",
    ),
    Change(
        0,
        "templates/base.html",
        " integrity=\"{% integrity 'js/guide.js' %}\"",
        "",
        f"{SCORE}::test_every_page_for_readers_has_all_points_a_page_without_a_cookie_can_have",
    ),
    Change(
        0,
        "clinic_site/pagecache/kept.py",
        '"x-request-id"',
        '"x-other"',
        f"{HEADERS}::test_what_is_kept_in_memory_bears_every_header_but_the_name_of_one_request",
    ),
    Change(
        0,
        "clinic_site/operations/last_resort.py",
        '        except Exception:\n            log.exception("a request',
        '        except KeyError:\n            log.exception("a request',
        f"{HEADERS}::test_what_falls_through_every_layer_is_answered_in_words_with_its_doors_closed",
    ),
    Change(
        12,
        "clinic_site/access_log.py",
        "        words = found[0] if found else",
        "        words = str(fault) if found is None else",
        f"{LOG}::test_of_the_words_of_a_fault_only_fixed_ones_are_kept",
    ),
    Change(
        12,
        "clinic_site/access_log.py",
        "        if isinstance(request, HttpRequest):\n",
        "        if request is None:\n",
        f"{LOG}::test_of_an_address_that_is_not_found_only_our_own_part_is_told",
    ),
    Change(
        12,
        "clinic_site/operations/management/commands/tick.py",
        "{outcome.job}: {outcome.told}",
        "{outcome.job}: {outcome.error}",
        "tests/clinic_site/operations/commands/test_tick.py"
        "::test_a_job_that_failed_is_told_by_its_kind_and_quotes_nobody",
    ),
    Change(
        12,
        "clinic_site/operations/backup_watching.py",
        "told_by(done.stderr)",
        "done.stderr",
        "tests/clinic_site/operations/test_backup_watching.py"
        "::test_a_fault_is_told_by_its_kind_and_place_and_quotes_nobody",
    ),
    Change(
        0,
        "clinic_site/silence.py",
        "        if _shown_at and now - _shown_at[0] < AGAIN_AFTER:\n            return False\n",
        "",
        "tests/clinic_site/test_silence.py::test_the_first_request_shows_where_and_the_next_have_one_line_each",
    ),
    Change(
        0,
        "clinic_site/request_id.py",
        " if settings.SECURE_PROXY_SSL_HEADER else",
        " if settings else",
        f"{NAMES}::test_without_a_proxy_what_a_visitor_says_is_not_taken_over",
    ),
    Change(
        0,
        "deploy/nginx.conf",
        "    proxy_set_header X-Request-ID $request_id;\n",
        "",
        f"{NGINX}::test_the_process_gets_the_name_that_the_visitor_sees_and_the_log_holds_and_none_of_the_visitors_making",
    ),
    Change(
        0,
        "deploy/nginx.conf",
        "    add_header Content-Security-Policy $clinic_own_policy always;\n",
        "",
        f"{NGINX}::test_what_nginx_refuses_itself_is_closed",
    ),
    Change(
        9,
        "clinic_site/content/pickers.py",
        '    if not request.user.has_perm("images.view_image"):\n        raise PermissionDenied\n',
        "",
        f"{DOORS}::test_staff_without_a_role_see_their_start_page_and_nothing_of_the_work",
    ),
)

WHAT_IS_KEPT = (
    Change(
        12,
        "clinic_site/images/models.py",
        "image.key = key or free_key(image.alt)",
        'image.key = key or free_key(getattr(file, "name", "") or "")',
        "tests/architecture/test_planted.py::"
        "test_of_a_picture_neither_its_name_nor_what_the_phone_wrote_into_it_is_kept",
    ),
    Change(
        12,
        "clinic_site/handouts/views.py",
        " and (asked.day or not day)",
        "",
        "tests/architecture/test_planted.py::test_nothing_of_a_reader_is_left_anywhere",
    ),
    Change(
        12,
        "clinic_site/views/stored.py",
        '("counts.Opening",)',
        "()",
        "tests/architecture/test_kept.py::test_every_table_says_what_it_keeps_why_and_until_when",
    ),
    Change(
        12,
        "clinic_site/operations/ticking_pruning.py",
        "    forget_openings()\n",
        "",
        "tests/architecture/test_kept.py::test_what_is_a_day_past_its_time_is_gone_and_counts_stay",
    ),
)
SUPPLY = (
    Change(
        0,
        "supply/audit.py",
        "    if not first:\n",
        "    if False:\n",
        "tests/supply/test_audit.py::test_when_none_was_looked_up_it_could_not_audit",
    ),
)

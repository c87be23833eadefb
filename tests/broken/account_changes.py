"""Ways to break the door of the staff: guesses without end, a name that shows, a step that is left out."""

from tests.broken.changes import Change

ACCOUNTS, TESTS = "clinic_site/accounts", "tests/clinic_site/accounts"
ENTRANCE, FRESH = f"{TESTS}/test_entrance.py", f"{TESTS}/test_fresh.py"
SECOND, ACCOUNT = "tests/clinic_site/views/test_second_factor.py", "tests/clinic_site/views/test_account.py"
PEOPLE = "tests/clinic_site/operations/test_admin.py"
PASSKEYS = f"{TESTS}/test_passkeys.py"
SIDE_DOORS = "tests/architecture/test_side_doors.py"
GUESSES = f"{ENTRANCE}::test_ten_thousand_guesses_in_four_patterns_get_ten_looks_at_each_account"

DOORS = (
    Change(0, f"{ACCOUNTS}/tries.py", "    if len(times) >= MOST:\n", "    if len(times) > MOST:\n", GUESSES),
    Change(
        0,
        f"{ACCOUNTS}/tries.py",
        "abs(at - then) < WINDOW",
        "at // WINDOW == then // WINDOW",
        f"{TESTS}/test_tries.py::test_it_is_ten_in_any_quarter_of_an_hour_not_in_each_by_the_clock",
    ),
    Change(
        0,
        f"{ACCOUNTS}/tries.py",
        "select_for_update().get_or_create",
        "get_or_create",
        f"{TESTS}/test_tries_at_once.py::test_each_row_is_locked_while_it_is_counted",
    ),
    Change(
        0,
        f"{ACCOUNTS}/tries.py",
        'salted_hmac("clinic_site.accounts.tries", "\\0".join(what), algorithm="sha256").hexdigest()',
        '"".join(what)[:64]',
        f"{TESTS}/test_tries.py::test_a_row_names_nobody",
    ),
    Change(
        0,
        f"{ACCOUNTS}/entrance.py",
        '        return "password", "device", str(device.pk)\n',
        "        pass\n",
        GUESSES,
    ),
    Change(
        0,
        f"{ACCOUNTS}/entrance.py",
        '    return f"person {person.pk}" if person else',
        "    return email if person else",
        GUESSES,
    ),
    Change(
        0,
        f"{ACCOUNTS}/entrance.py",
        "    found = authenticate(request,",
        "    found = person and authenticate(request,",
        f"{ENTRANCE}::test_the_hasher_works_once_whoever_is_asked_for",
    ),
    Change(
        0,
        f"{ACCOUNTS}/devices.py",
        "Device.objects.filter(person=person, digest=digest_of(token))",
        "Device.objects.filter(digest=digest_of(token))",
        f"{ENTRANCE}::test_the_browser_of_one_person_is_not_known_for_another",
    ),
    Change(
        0,
        f"{ACCOUNTS}/middleware.py",
        "request.session.has_lasted() or ",
        "",
        f"{TESTS}/test_sessions.py::test_a_session_ends_after_a_working_day_however_busy_it_is",
    ),
    Change(
        0,
        f"{ACCOUNTS}/middleware.py",
        " or (factors.are_required() and not request.session.get(FACTOR))",
        "",
        f"{SECOND}::test_a_session_from_before_it_was_required_is_worth_nothing",
    ),
    Change(
        0,
        f"{ACCOUNTS}/factors.py",
        "if step > later_than and ",
        "if ",
        f"{SECOND}::test_a_code_works_once",
    ),
    Change(
        0,
        f"{ACCOUNTS}/factor_adapter.py",
        '        return locks().encrypt(text.encode()).decode("ascii")\n',
        "        return text\n",
        f"{SECOND}::test_a_copy_of_the_database_makes_no_codes",
    ),
    Change(
        0,
        f"{ACCOUNTS}/pending.py",
        "    return waiting.person if waiting and not factors.has_any(waiting.person) else None\n",
        "    return waiting.person if waiting else None\n",
        f"{SECOND}::test_who_has_a_second_factor_can_not_add_another_with_the_password_alone",
    ),
    Change(
        0,
        "clinic_site/views/second_factor.py",
        "seconds = tries.seconds_to_wait(*counted)",
        "seconds = 0",
        f"{SECOND}::test_codes_can_not_be_guessed_by_who_knows_the_password",
    ),
    Change(
        0,
        "clinic_site/content/event.py",
        "    if verb not in WITHOUT_ASKING:\n        fresh.require()\n",
        "",
        f"{FRESH}::test_the_verb_itself_asks_so_no_screen_can_forget_to",
    ),
    Change(
        0,
        "clinic_site/generation/models.py",
        "    fresh.require()\n",
        "",
        f"{FRESH}::test_whatever_moves_what_readers_see_asks",
    ),
    Change(
        0,
        f"{ACCOUNTS}/asking_again.py",
        "        rest.pop(name, None)\n",
        "        rest.get(name)\n",
        f"{FRESH}::test_no_screen_sees_the_password",
    ),
    Change(
        0,
        f"{ACCOUNTS}/asking_again.py",
        "    if passkey and factors.check_passkey(factors.Ceremony.AGAIN, request.user, passkey):\n",
        "    if passkey:\n",
        f"{FRESH}::test_what_is_no_answer_of_a_passkey_does_nothing_and_loses_nothing",
    ),
    Change(
        0,
        f"{ACCOUNTS}/asking_again.py",
        "    if passkey and factors.check_passkey(factors.Ceremony.AGAIN, request.user, passkey):\n",
        "    if False:\n",
        "tests/journeys/test_asking_again.py::test_a_passkey_shows_it_and_what_was_typed_goes_on",
    ),
    Change(
        0,
        f"{ACCOUNTS}/asking_again.py",
        "    seconds = tries.seconds_to_wait(*counted)\n",
        "    seconds = 0\n",
        f"{FRESH}::test_the_password_can_not_be_guessed_there_by_who_found_a_session",
    ),
    Change(
        0,
        "clinic_site/operations/admin.py",
        "        sessions.end_all(person, but=request.session.session_key)\n",
        "        pass\n",
        f"{ACCOUNT}::test_who_is_given_a_right_signs_in_again_and_nobody_else_has_to",
    ),
    Change(
        0,
        "clinic_site/content/admin_site.py",
        "        return lookup in names_of(self.get_list_filter(request))\n",
        "        return super().lookup_allowed(lookup, value, request)\n",
        f"{SIDE_DOORS}::test_no_list_is_a_way_to_guess_what_a_person_keeps_secret[owner]",
    ),
    Change(
        0,
        "clinic_site/content/admin_site.py",
        "(NoSideDoors, given)",
        "(given,)",
        f"{SIDE_DOORS}::test_no_app_of_ours_or_of_others_can_forget_to_close_them",
    ),
    Change(
        0,
        f"{ACCOUNTS}/sessions.py",
        "    return sha256(session_key.encode()).hexdigest()[:40]\n",
        "    return session_key\n",
        f"{TESTS}/test_sessions.py::test_a_copy_of_the_table_opens_nobodys_session",
    ),
    Change(
        0,
        f"{ACCOUNTS}/factors.py",
        "    kept = context.request.session.pop(ceremony, None)\n"
        '    if kept and kept["person"] == (person and person.pk):\n',
        "    session = context.request.session\n"
        "    kept = next((session.pop(one) for one in Ceremony if one in session), None)\n"
        "    if kept:\n",
        f"{PASSKEYS}::test_what_was_begun_for_a_second_step_lets_nobody_in_by_a_passkey_alone",
    ),
    Change(
        0,
        f"{ACCOUNTS}/factors.py",
        '    if kept and kept["person"] == (person and person.pk):\n',
        "    if kept:\n",
        f"{PASSKEYS}::test_what_was_begun_for_one_person_is_nothing_to_another",
    ),
    Change(
        0,
        f"{ACCOUNTS}/factors.py",
        "session.pop(ceremony, None)",
        "session.get(ceremony)",
        f"{PASSKEYS}::test_each_challenge_is_answered_once_even_wrongly",
    ),
    Change(
        0,
        "clinic_site/views/invitation.py",
        "    if not (person.is_active and default_token_generator.check_token(person, token)):\n",
        "    if not person.is_active:\n",
        "tests/clinic_site/views/test_invitation_at_once.py::test_a_link_works_once_though_several_use_it_in_a_moment",
    ),
    Change(
        0,
        "clinic_site/views/invitation.py",
        "User.objects.select_for_update().get(",
        "User.objects.get(",
        "tests/clinic_site/views/test_invitation_at_once.py::test_the_row_is_locked_while_the_link_is_looked_at_again",
    ),
    Change(
        0,
        "clinic_site/views/invitation.py",
        "    fresh.shown()\n",
        "    pass\n",
        "tests/clinic_site/views/test_invitation.py"
        "::test_who_forgot_the_password_is_not_asked_for_it_in_a_browser_where_they_are_signed_in",
    ),
    Change(
        0,
        "clinic_site/letters/sending.py",
        "[letter.address or letter.to.email]",
        "[letter.to.email]",
        f"{PEOPLE}::test_another_address_is_told_at_the_former_one_too_which_learns_no_new_one",
    ),
    Change(
        0,
        "clinic_site/letters/sending.py",
        "        if has_no_link(letter):\n",
        "        if False:\n",
        "tests/clinic_site/letters/test_sending.py::test_who_has_got_in_or_moved_meanwhile_is_sent_no_link",
    ),
    Change(
        0,
        "clinic_site/content/admin_site.py",
        " and not self.save_as:",
        " and self.save_as:",
        f"{SIDE_DOORS}::test_no_row_is_saved_as_a_new_one_where_no_screen_offers_it",
    ),
)

import pytest

from clinic_site.operations import doctor_address


@pytest.mark.parametrize("host", ["guide..clinic.uk", "guide clinic.uk"])
def test_a_name_that_can_t_be_looked_up_is_a_finding(settings, host):
    settings.SITE_ADDRESS = f"https://{host}"

    (found,) = doctor_address.reached()

    assert str(found).startswith(f"Nobody answers at https://{host}: this is no name that can be looked up.")

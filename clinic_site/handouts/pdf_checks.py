"""Says what is missing for PDFs, to whoever checks the set-up. The site runs without them."""

from django.core.checks import Info, Tags, register

from clinic_site.handouts.pdf_making import missing


@register(Tags.compatibility, deploy=True)
def pdfs_can_be_made(app_configs, **kwargs):
    gone = missing()
    if not gone:
        return []
    packages = [package for package in gone if package != "weasyprint"]
    hints = []
    if "weasyprint" in gone:
        hints.append("Install the Python packages: pip install --require-hashes -r requirements-pdf.txt.")
    if packages:
        hints.append(f"Install the system libraries, on Debian: apt-get install {' '.join(packages)}.")
    hint = " ".join([*hints, "Then start the site again."])
    return [Info(f"No PDFs are offered: {', '.join(gone)} missing.", hint=hint, id="handouts.I001")]

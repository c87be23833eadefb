from django.contrib import admin
from django.urls import include, path, re_path

from articles.models import STANDING
from articles.views import standing
from clinic_site import sitemaps
from clinic_site.content import editor, find, paste, pickers, preview_styles, searching
from clinic_site.desk import gaps, record, report
from clinic_site.desk import handouts as desk_handouts
from clinic_site.desk import views as desk
from clinic_site.disclaimers import views as disclaimers
from clinic_site.feedback import views as feedback
from clinic_site.handouts import cards, paper, pdf
from clinic_site.handouts import views as handouts
from clinic_site.images import views as images
from clinic_site.review import as_of_screens, recall_screens
from clinic_site.views import (
    api,
    errors,
    evidence,
    feeds,
    glossary,
    health,
    home,
    invitation,
    numbers,
    offline,
    pick,
    pick_list,
    qr,
    scripts,
    search,
    show,
    sign_in,
    social,
    style,
    topics,
    trust,
)
from clinic_site.views.slowing import slowed, too_many_documents

urlpatterns = [
    path("", slowed(home.home), name="home"),
    path("articles/", include("articles.urls")),
    path("faq/", include("faq.urls")),
    path("topics/", topics.index, name="topics"),
    path("topics/<slug:slug>/", topics.topic, name="topic"),
    re_path(r"^topics/(?P<slug>[-\w]+)/after/(?P<after>[0-9]{4,5})/$", topics.topic, name="topic_after"),
    path("search/", search.search, name="search"),
    path("evidence/", evidence.index, name="evidence"),
    path("evidence/<str:key>/", evidence.reference, name="reference"),
    path("glossary/", glossary.index, name="glossary"),
    path("disclaimers/", disclaimers.index, name="disclaimers"),
    path("disclaimers/<slug:slug>/", disclaimers.disclaimer, name="disclaimer"),
    *[path(address[1:], standing, {"key": key}, name=key) for key, address in STANDING.items() if key != "evidence"],
    path("contact/", trust.contact, name="contact"),
    path("changes/", trust.changes, name="changes"),
    path("feedback/", feedback.feedback, name="feedback_on_guide"),
    path("feedback/<str:number>/", feedback.feedback, name="feedback"),
    path("h/", slowed(handouts.number_box), name="handouts"),
    re_path(r"^h/(?P<slug>[0-9A-Za-z_-]*[A-Za-z][0-9A-Za-z_-]*)/$", slowed(handouts.named), name="handout"),
    path("h/<path:typed>", slowed(handouts.bundle), name="bundle"),
    path("H/<path:typed>", slowed(handouts.bundle), name="bundle_in_capitals"),
    path("print/cards", slowed(cards.cards), name="cards"),
    path("print/<path:typed>.pdf", slowed(pdf.pdf), name="pdf"),
    path("print/<path:typed>", slowed(paper.paper), name="paper"),
    path("feeds/articles.xml", feeds.articles, name="feed"),
    path("api/pages.json", api.pages, name="api_pages"),
    path("api/pages/<str:number>.json", slowed(api.page, too_many_documents), name="api_page"),
    path("api/openapi.json", api.description, name="api"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("media/social/<str:number>-<int:revision>.png", social.picture, name="social"),
    path("media/pictures/<str:name>", images.picture, name="picture"),
    path("admin/login/", sign_in.sign_in, name="sign_in"),
    path("admin/invitation/<uidb64>/<token>/", invitation.invitation, name="invitation"),
    path("admin/markdown/preview/", editor.preview, name="markdownx_markdownify"),
    path("admin/markdown/upload/", images.upload, name="markdownx_upload"),
    path("admin/find/", find.find, name="find"),
    path("admin/preview.css", preview_styles.preview_styles, name="preview_styles"),
    path("admin/pick/<slug:what>/", pickers.pick, name="pick"),
    path("admin/paste/", paste.paste, name="paste"),
    path("admin/evidence/", searching.searches, name="evidence_searches"),
    path("admin/style/", style.style_page, name="style"),
    path("admin/as-of/", as_of_screens.site, name="as_of"),
    path("admin/as-of/<str:number>/", as_of_screens.page, name="as_of_page"),
    path("admin/as-of/<str:number>/copy/", as_of_screens.copy, name="as_of_copy"),
    path("admin/recall/<str:number>/", admin.site.admin_view(recall_screens.recalls), name="recalls"),
    path("admin/recall/<str:number>/<int:pk>/", admin.site.admin_view(recall_screens.recall), name="recall"),
    path("admin/", admin.site.admin_view(desk.desk), name="desk"),
    path("admin/record/", admin.site.admin_view(record.record), name="record"),
    path("admin/report/", admin.site.admin_view(report.report), name="report"),
    path("admin/questions-asked/", admin.site.admin_view(gaps.gaps), name="gaps"),
    path("admin/questions-asked/point/", admin.site.admin_view(gaps.point), name="gap_point"),
    path("admin/questions-asked/ignore/", admin.site.admin_view(gaps.ignore), name="gap_ignore"),
    path("admin/questions-asked/bring-back/", admin.site.admin_view(gaps.bring_back), name="gap_bring_back"),
    path("admin/handouts/not-now/", admin.site.admin_view(desk_handouts.not_now), name="handout_not_now"),
    path("admin/printed-sets/forget/", admin.site.admin_view(desk_handouts.forget_set), name="printed_set_forget"),
    path("admin/", admin.site.urls),
    path("pick/", pick.picker, name="picker"),
    path("pick/pages.json", pick_list.pages, name="picker_list"),
    path("show/", show.chosen, name="chosen"),
    path("show/offline/", show.kept, name="kept_screen"),
    path("show/<str:typed>/", slowed(show.show), name="show"),
    path("giving.js", scripts.giving, name="giving_script"),
    path("sw.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("<str:typed>/qr.svg", slowed(qr.code), name="qr"),
    re_path(r"^(?P<typed>[0-9][0-9 .\-]{0,18})/?$", slowed(numbers.number), name="number"),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

"""What to learn before, during and after work abroad: lessons, rights, what changed, stories, and sheets to print."""

from __future__ import annotations

from flask import abort, current_app, render_template

from portal.content import service as content
from portal.content import stories as rules_of_stories
from portal.storage.installation import is_demo
from portal.web.learn import presenters
from portal.web.shell.blueprints import page_blueprint
from portal.web.shell.guards import PUBLIC, guard
from portal.web.shell.wording import pick

blueprint = page_blueprint("learn", __name__)

SCAMS_ON_THE_SHEET = 6


@blueprint.get("/lessons")
@guard(PUBLIC)
def lessons() -> str:
    """The lessons in the order of the way."""
    return render_template(
        "learn/lessons.html", lessons=[presenters.lesson_of(item) for item in content.all_of("lesson")]
    )


@blueprint.get("/lessons/<lesson_id>")
@guard(PUBLIC)
def lesson(lesson_id: str) -> str:
    """One lesson with its self-check; the answers open on the page, nothing is sent."""
    item = content.find("lesson", lesson_id)
    if item is None:
        abort(404)
    order = [other.id for other in content.all_of("lesson")]
    place = order.index(lesson_id)
    following = content.get("lesson", order[place + 1]) if place + 1 < len(order) else None
    return render_template(
        "learn/lesson.html",
        lesson=presenters.lesson_of(item),
        following=(following.id, pick(following.data["title"])) if following else None,
    )


@blueprint.get("/rights")
@guard(PUBLIC)
def rights() -> str:
    """Rights and duties at each stage, each with its legal text."""
    return render_template("learn/rights.html", stages=presenters.stages())


@blueprint.get("/news")
@guard(PUBLIC)
def news() -> str:
    """What changed, newest first."""
    return render_template("learn/news.html", news=presenters.news())


@blueprint.get("/stories")
@guard(PUBLIC)
def stories() -> str:
    """The stories that may be told."""
    told = rules_of_stories.told(demo=is_demo())
    return render_template("learn/stories.html", stories=[presenters.story_of(item) for item in told])


@blueprint.get("/stories/<story_id>")
@guard(PUBLIC)
def story(story_id: str) -> str:
    """One story; 404 where it may not be told (any more)."""
    item = next((item for item in rules_of_stories.told(demo=is_demo()) if item.id == story_id), None)
    if item is None:
        abort(404)
    return render_template("learn/story.html", story=presenters.story_of(item))


@blueprint.get("/print-pack")
@guard(PUBLIC)
def pack() -> str:
    """Sheets for a commune officer or a family to print: what to check, rights, tricks, whom to tell."""
    return render_template(
        "learn/pack.html",
        stages=presenters.stages(),
        scams=presenters.scams(SCAMS_ON_THE_SHEET),
        channels=presenters.channels(),
        site=current_app.extensions["settings"].site_url,
    )

"""The ways to a new file, taken: on to its editor, or a word beside what was typed about why not."""

from simulator.errors import FileProblems, SetUpError
from simulator.practice.workshop import DraftInTheWayError
from simulator.web import routes, services, trouble
from simulator.web.components import file_report, new_file
from simulator.yaml_source import Kind


def take(way: new_file.Start | new_file.Upload, kind: Kind, *, replace: bool = False) -> None:
    """Make a draft and open it; what keeps it from being made is said in the popover that asked for it."""
    viewer, workshop = services.viewer(), services.workshop()
    try:
        if isinstance(way, new_file.Start):
            name = workshop.start(viewer, kind, way.file_id)
        else:
            name = workshop.take_in(viewer, way.file, way.data, kind=kind, replace=replace)
    except FileProblems as error:
        with way.place:
            file_report.listed(error.problems)
    except DraftInTheWayError as error:
        if isinstance(way, new_file.Upload) and new_file.in_the_way(way, kind, error):
            take(way, kind, replace=True)
    except SetUpError as error:
        with way.place:
            trouble.show(error)
    else:
        routes.to_edit(str(name))

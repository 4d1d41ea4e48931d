"""Callers and rubrics: the trainers' files, how each stands, and the ways to a new one."""

import streamlit as st

from simulator.access import may_edit_library, require
from simulator.errors import FileProblems, SetUpError
from simulator.web import routes, services, trouble
from simulator.web.components import file_report, library_row, new_file, page_head
from simulator.yaml_source import Kind

viewer, workshop = services.viewer(), services.workshop()
page_head.show("Callers and rubrics", lead="What trainees meet, and what their calls are judged by. Each is one file.")
require(may_edit_library, viewer)

kinds: tuple[Kind, Kind] = ("persona", "rubric")
for tab, kind in zip(st.tabs(["Callers", "Rubrics"], key="shelf"), kinds, strict=True):
    with tab:
        way = new_file.show(kind)
        try:
            if isinstance(way, new_file.Start):
                routes.to_edit(str(workshop.start(viewer, kind, way.file_id)))
            if isinstance(way, new_file.Upload):
                routes.to_edit(str(workshop.take_in(viewer, way.file, way.data, kind=kind)))
        except FileProblems as error:
            file_report.listed(error.problems)
        except SetUpError as error:
            trouble.show(error)
        for row in workshop.rows(viewer, kind):
            wish = library_row.show(row)
            if wish is None:
                continue
            if wish.do == "edit":
                routes.to_edit(str(row.name))
            if wish.do == "try":
                routes.to_tryout(row.name.id)
            with trouble.kindly():
                routes.to_edit(str(workshop.clone(viewer, row.name, wish.new_id)))

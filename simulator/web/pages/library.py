"""Callers and rubrics: the trainers' files, how each stands, and the ways to a new one."""

import streamlit as st

from simulator.access import may_edit_library, require
from simulator.web import adding, routes, services, trouble
from simulator.web.components import library_row, new_file, page_head
from simulator.yaml_source import Kind

viewer, workshop = services.viewer(), services.workshop()
page_head.show("Callers and rubrics", lead="What trainees meet, and what their calls are judged by. Each is one file.")
require(may_edit_library, viewer)

kinds: tuple[Kind, Kind] = ("persona", "rubric")
for tab, kind in zip(st.tabs(["Callers", "Rubrics"], key="shelf"), kinds, strict=True):
    with tab:
        way = new_file.show(kind)
        if way is not None:
            adding.take(way, kind)
        for row in workshop.rows(viewer, kind):
            wish = library_row.show(row)
            if wish is None:
                continue
            if wish.do == "edit":
                routes.to_edit(str(row.name))
            if wish.do == "try":
                routes.to_tryout(row.name.id)
            with wish.place or st.container(), trouble.kindly():
                routes.to_edit(str(workshop.clone(viewer, row.name, wish.new_id)))

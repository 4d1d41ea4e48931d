"""Edit one of the trainers' files, with every problem at its line as one goes."""

import streamlit as st

from simulator.access import may_edit_library, require
from simulator.practice.drafts import FileName
from simulator.web import editing, routes, services, state
from simulator.web.components import discarding, file_report, page_head, sheet, sheet_bar

file = routes.named(routes.FILE)
if file is None:
    routes.to_library()
viewer, workshop, name = services.viewer(), services.workshop(), FileName.of(file)
require(may_edit_library, viewer)
opened = editing.laid_open(name)
checked = workshop.check(opened)
page_head.show(editing.title_of(opened, checked))
wish = sheet_bar.show(opened, checked)
written, report = st.columns([3, 2], gap="medium")
with written:
    typed = sheet.show(opened, checked)
if typed is not None:
    editing.keep(name, typed)
    st.rerun()
with report:
    line = file_report.show(checked, opened.text)
if line is not None:
    state.go_to(str(name), line)
    st.rerun()
state.went_to(str(name))
match wish:
    case "save":
        workshop.save(viewer, name)
        st.toast(f"{opened.file} is saved.", icon=":material/save:")
        st.rerun()
    case "discard":
        discarding.show(opened, discard=lambda: workshop.discard(viewer, name), then=lambda: editing.go_on(opened))
    case "keep-over":
        workshop.keep_over(viewer, name)
        st.rerun()
    case "try":
        routes.to_tryout(name.id)
    case "library":
        routes.to_library()

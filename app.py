"""The front door of the web app: page settings and navigation; everything else is in simulator/web."""

import streamlit as st

from simulator.web import routes, services
from simulator.web.trouble import kindly

page = st.navigation(routes.pages(services.role()), position="top")
st.set_page_config(
    page_title=f"{page.title} · Sidetone",
    page_icon=str(routes.MARK),
    layout=routes.layout(page),
    initial_sidebar_state=400,
    menu_items={"About": "**Sidetone** lets you practise difficult calls and hear how you sound."},
)
st.logo(str(routes.MARK), size="large")
with kindly():
    services.keep_house()
    if services.switched():
        st.toast(f"You are now here as a {services.role().value}.", icon=":material/switch_account:")
    page.run()

/* Files that pages are made of, as texts in the program (assets/embed.py). */
#ifndef CELLSIM_ASSETS_H
#define CELLSIM_ASSETS_H

extern const char asset_page_css[], asset_additions_js[], asset_charts_js[], asset_report_js[];

/* Chart.js as its package has it; "": it was built without. */
extern const char asset_library_js[];

#endif

/* The lab's page, as texts in the program. */
#ifndef CELLSIM_LAB_ASSETS_H
#define CELLSIM_LAB_ASSETS_H

extern const char asset_lab_html[], asset_lab_css[], asset_lab_js[], asset_pictures_js[];

#endif

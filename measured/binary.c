#include "binary.h"

#include <string.h>

typedef struct BinaryFormat {
    const char *bytes;
    size_t n, at;
    const char *name, *hint;
} BinaryFormat;

#define MDB "export it as CSV in the cycler's software, or with the free mdbtools: mdb-export FILE Channel_Normal_Table"
#define NEWARE "convert it with the free NewareNDA (Python): NewareNDA.read(FILE).to_csv(...), or export CSV in BTSDA"
#define SHEET "save the sheet with the records as CSV (LibreOffice: soffice --convert-to csv FILE)"

static const BinaryFormat formats[] = {
    {"BIO-LOGIC MODULAR FILE", 22, 0, "a BioLogic .mpr file",
     "export it as text (.mpt) in EC-Lab, or convert it with the free galvani (Python): "
     "galvani.BioLogic.MPRfile(FILE)"},
    {"NEWARE", 6, 0, "a Neware .nda file", NEWARE},
    {"\0\1\0\0Standard Jet DB", 19, 0, "an Arbin .res file (a Microsoft Access database)", MDB},
    {"\0\1\0\0Standard ACE DB", 19, 0, "a Microsoft Access database", MDB},
    {"PK\3\4", 4, 0, "a ZIP archive, as .xlsx and .ndax files are", SHEET "; a Neware .ndax: " NEWARE},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, 0, "an old Office document (.xls)", SHEET},
    {"\x89HDF\r\n\x1A\n", 8, 0, "an HDF5 file", "write its table as CSV (Python: h5py)"},
    {"PAR1", 4, 0, "a Parquet file", "write it as CSV (Python: pandas.read_parquet(FILE).to_csv(...))"},
    {"SQLite format 3", 16, 0, "an SQLite database",
     "export the table of records as CSV: sqlite3 -csv FILE 'select ...'"},
    {"\x1F\x8B", 2, 0, "a gzip archive", "unpack it: gunzip FILE"},
    {"%PDF", 4, 0, "a PDF document", "measured data are needed as text"},
};

/* Text holds no control characters but blanks and line ends; UTF-16 holds zeros, a damaged text a few. */
static int is_noise(const unsigned char *s, size_t n)
{
    size_t odd = 0;
    if (n > 4096) n = 4096;
    for (size_t k = 0; k < n; k++) odd += s[k] > 0 && s[k] < 32 && !strchr("\t\n\r\f\v\x1A", s[k]);
    return odd > n / 20 + 2;
}

Status binary_refuse(const char *file, const unsigned char *bytes, size_t n, Error *e)
{
    for (size_t k = 0; k < sizeof formats / sizeof *formats; k++) {
        const BinaryFormat *f = &formats[k];
        if (n < f->at + f->n || memcmp(bytes + f->at, f->bytes, f->n) != 0) continue;
        error_set(e, CELLSIM_BAD_CARD, file, 0, "this is %s: binary, not text", f->name);
        return error_hint(e, "%s", f->hint), CELLSIM_BAD_CARD;
    }
    if (!is_noise(bytes, n)) return CELLSIM_OK;
    error_set(e, CELLSIM_BAD_CARD, file, 0, "this is a binary file of no known kind, not text");
    return error_hint(e, "export the data as text or CSV in the instrument's software"), CELLSIM_BAD_CARD;
}

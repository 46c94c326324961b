// The sweep of sweep.c from C++: handles that free themselves, errors as exceptions, columns as ranges.
//
//     sweep_cpp cells/r175_li.cfg
#include <cellsim.h>

#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>

using Card = std::unique_ptr<cellsim_card, decltype(&cellsim_card_free)>;
using Results = std::unique_ptr<cellsim_results, decltype(&cellsim_results_free)>;

// An early end of a step is a result.
static void check(cellsim_status status, const cellsim_error &error)
{
    if (status > CELLSIM_EARLY) throw std::runtime_error(std::string(error.file) + ": " + error.message);
}

static Card read(const char *file)
{
    cellsim_card *card = nullptr;
    cellsim_error error;
    check(cellsim_card_read(file, nullptr, &card, &error), error);
    return Card(card, cellsim_card_free);
}

static Results run(const Card &card, const char *protocol)
{
    cellsim_results *results = nullptr;
    cellsim_error error;
    const cellsim_status status = cellsim_run(card.get(), protocol, nullptr, &results, &error);
    Results owned(results, cellsim_results_free);
    check(status, error);
    return owned;
}

static double energy(const Card &card, double loading, double porosity)
{
    cellsim_error error;
    check(cellsim_set(card.get(), "positive.loading_mg_cm2", loading, &error), error);
    check(cellsim_set(card.get(), "positive.porosity", porosity, &error), error);
    const Results results = run(card, "discharge");
    return cellsim_column(results.get(), 0, CELLSIM_STEPS, 0, "energy_mWh_cm2", nullptr)[0];
}

int main(int argc, char **argv)
try {
    const Card card = read(argc > 1 ? argv[1] : "r175_li");
    double most = 0, best_loading = 0, best_porosity = 0;
    int done = 0;
    for (int k = 0; k < 1000; k++, done++) {
        const double loading = 1 + 0.5 * (k / 20), porosity = 0.3 + 0.02 * (k % 20);
        const double e = energy(card, loading, porosity);
        if (e > most) most = e, best_loading = loading, best_porosity = porosity;
    }
    std::printf("%d designs; most energy at 1C: %.3f mWh/cm2 at %.1f mg/cm2 and a porosity of %.2f\n", done, most,
                best_loading, best_porosity);
    return CELLSIM_OK;
} catch (const std::exception &e) {
    std::fprintf(stderr, "%s\n", e.what());
    return CELLSIM_BAD_CARD;
}

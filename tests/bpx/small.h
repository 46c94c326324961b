#ifndef CELLSIM_TEST_SMALL_BPX_H
#define CELLSIM_TEST_SMALL_BPX_H

/* A small cell of round numbers, of version 0.4; all that readers ask for and no more. */
static const char small[] =
    "{ \"Header\": { \"BPX\": 0.4, \"Title\": \"A \\\"round\\\" cell\", \"Model\": \"DFN\" },\n"
    "\"Parameterisation\": {\n"
    "\"Cell\": { \"Electrode area [m2]\": 0.01, \"Number of electrode pairs connected in parallel to make a cell\": "
    "3,\n"
    "\"Lower voltage cut-off [V]\": 2.8, \"Upper voltage cut-off [V]\": 4.1, \"Nominal cell capacity [A.h]\": 0.5,\n"
    "\"Ambient temperature [K]\": 308.15, \"Reference temperature [K]\": 298.15 },\n"
    "\"Electrolyte\": { \"Initial concentration [mol.m-3]\": 1200, \"Cation transference number\": 0.3,\n"
    "\"Conductivity [S.m-1]\": \"1.2 * exp(-((x - 1000)/1500)**2)\", \"Conductivity activation energy [J.mol-1]\": "
    "17000,\n"
    "\"Diffusivity [m2.s-1]\": {\"x\": [0, 5000], \"y\": [4e-10, 2e-10]} },\n"
    "\"Negative electrode\": { \"Thickness [m]\": 50e-6, \"Porosity\": 0.3, \"Transport efficiency\": 0.2,\n"
    "\"Conductivity [S.m-1]\": 100, \"Particle\": {\n"
    "\"coarse\": { \"Minimum stoichiometry\": 0.05, \"Maximum stoichiometry\": 0.8, \"Maximum concentration "
    "[mol.m-3]\": 30000,\n"
    "\"Particle radius [m]\": 6e-6, \"Surface area per unit volume [m-1]\": 200000, \"Diffusivity [m2.s-1]\": "
    "\"1e-14*(2 - x)\",\n"
    "\"Diffusivity activation energy [J.mol-1]\": 20000, \"OCP [V]\": {\"x\": [1, 0.5, 0.0], \"y\": [0.05, 0.15, "
    "0.9]},\n"
    "\"Reaction rate constant [mol.m-2.s-1]\": 4e-6 },\n"
    "\"fine\": { \"Minimum stoichiometry\": 0.04, \"Maximum stoichiometry\": 0.9, \"Maximum concentration [mol.m-3]\": "
    "90000,\n"
    "\"Particle radius [m]\": 3e-6, \"Surface area per unit volume [m-1]\": 100000, \"Diffusivity [m2.s-1]\": 2e-15,\n"
    "\"OCP [V]\": \"0.6 - 0.5*x\", \"Entropic change coefficient [V.K-1]\": -1e-4,\n"
    "\"Reaction rate constant [mol.m-2.s-1]\": 1e-6 } } },\n"
    "\"Positive electrode\": { \"Thickness [m]\": 60e-6, \"Porosity\": 0.3, \"Transport efficiency\": 0.2,\n"
    "\"Conductivity [S.m-1]\": 0.5, \"Minimum stoichiometry\": 0.3, \"Maximum stoichiometry\": 0.95,\n"
    "\"Maximum concentration [mol.m-3]\": 50000, \"Particle radius [m]\": 5e-6, \"Surface area per unit volume "
    "[m-1]\": 360000,\n"
    "\"Diffusivity [m2.s-1]\": 5e-15, \"OCP [V]\": \"4.5 - 0.9*x - 0.2*tanh(20*(x - 1.02)) + 3*(x - "
    "0.1)**2*exp(-60*x)\",\n"
    "\"OCP (lithiation) [V]\": \"4.4 - x\", \"Reaction rate constant [mol.m-2.s-1]\": 2e-5 },\n"
    "\"Separator\": { \"Thickness [m]\": 20e-6, \"Porosity\": 0.5, \"Transport efficiency\": 0.35 },\n"
    "\"User-defined\": { \"Colour\": 3 } } }\n";

#endif

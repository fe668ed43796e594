// The day that tests, counts over the corpus and generated texts speak of, so that none of them changes by itself.
export const TODAY = '2026-11-22';

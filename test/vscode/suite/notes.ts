// What a test has to say beside its outcome, such as the times that it measured.
const notes: string[] = [];

export const note = (line: string): void => {
  notes.push(line);
};

/** Those of the test that has just ended. */
export const takeNotes = (): string[] => notes.splice(0);

// Asked of the editor: it answers null when its window has taken in what it was sent.

export const CAUGHT_UP = 'hullwright/caughtUp';

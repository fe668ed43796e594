// Where the page of a rule is read.

const PAGES = 'https://github.com/hullwright/hullwright/blob/main/docs/rules';

export const pageOf = (id: string): string => `${PAGES}/${id}.md`;

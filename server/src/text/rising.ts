// Looking a place up in a list that rises, by halves.

/** How many of a list hold, where all that do stand before all that do not. */
export function countWhile<Item>(list: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many numbers of a rising list are below a limit: the index of the first that is not. */
export const countBelow = (rising: readonly number[], limit: number): number =>
  countWhile(rising, (number) => number < limit);

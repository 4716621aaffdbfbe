/** “1st”, “2nd”, “3rd”, “11th” */
export function ordinal(place: number): string {
  const tens = place % 100;
  if (tens >= 11 && tens <= 13) return `${place}th`;
  return `${place}${['th', 'st', 'nd', 'rd'][place % 10] ?? 'th'}`;
}

/** The order with `key` one place up (-1) or down (+1); the same order at either end. */
export function movedBy(order: readonly string[], key: string, step: -1 | 1): string[] {
  const from = order.indexOf(key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= order.length) return [...order];
  const moved = order.filter((other) => other !== key);
  moved.splice(to, 0, key);
  return moved;
}

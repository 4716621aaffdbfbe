import { PLACE_FIELD } from '#domain/ranking-form';

/** A ballot paper's fields as they were sent → places by option key; what is no place is left out. */
export function typedPlaces(typed: Readonly<Record<string, string>>): Record<string, number> {
  const places = Object.entries(typed)
    .filter(([name, value]) => name.startsWith(PLACE_FIELD) && /^[1-9]\d?$/.test(value))
    .map(([name, value]) => [name.slice(PLACE_FIELD.length), Number(value)] as const);
  return Object.fromEntries(places);
}

/** The same as option keys in order of place, to go on from. */
export function typedOrder(typed: Readonly<Record<string, string>>): string[] {
  return Object.entries(typedPlaces(typed))
    .sort(([, left], [, right]) => left - right)
    .map(([key]) => key);
}

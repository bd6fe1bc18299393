// The records opened last in this browser tab, offered by the palette before anything is typed. Names stay in the
// tab's own storage and end with it.

const KEY = 'tuoke.recent';

export interface Recent { id: string; name: string }

export function recentParties(): Recent[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Recent[];
  } catch {
    return [];
  }
}

export function rememberParty(party: Recent): void {
  try {
    const rest = recentParties().filter(({ id }) => id !== party.id);
    sessionStorage.setItem(KEY, JSON.stringify([{ id: party.id, name: party.name }, ...rest].slice(0, 6)));
  } catch {
    // without storage there is simply no list of recent records
  }
}

/** Who signs in next in this tab does not see whom the last person looked at. */
export function forgetParties(): void {
  sessionStorage.removeItem(KEY);
}

// Two people edit the same thing: what each changed, and where both changed the same to something else.

export type Fields = Record<string, string>;

/** A field that both changed, each to something else. */
export interface Clash { field: string; mine: string; theirs: string }

export interface Joined {
  /** everything that either changed; where both did, what I typed */
  fields: Fields;
  clashes: Clash[];
  /** what only they changed */
  taken: string[];
}

/** Puts what I typed on top of what they saved; `read` is what both began from. */
export function join(read: Fields, mine: Fields, theirs: Fields): Joined {
  const fields: Fields = {};
  const clashes: Clash[] = [];
  const taken: string[] = [];
  for (const field of new Set([...Object.keys(read), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [before = '', here = '', there = ''] = [read[field], mine[field], theirs[field]];
    const mineMoved = here !== before;
    const theirsMoved = there !== before;
    if (mineMoved && theirsMoved && here !== there) clashes.push({ field, mine: here, theirs: there });
    if (theirsMoved && !mineMoved) taken.push(field);
    fields[field] = mineMoved ? here : there;
  }
  return { fields, clashes, taken };
}

// Reading and changing a value inside the settings by its dotted path, without touching the original.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Tree = { [key: string]: Json };

export function valueAt(settings: Json, path: string): Json | undefined {
  let here: Json | undefined = settings;
  for (const key of path.split('.')) {
    if (here === null || typeof here !== 'object') return undefined;
    here = Array.isArray(here) ? here[Number(key)] : here[key];
  }
  return here;
}

export function withValue(settings: Tree, path: string, value: Json): Tree {
  const copy = structuredClone(settings);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.length === 0 ? copy : valueAt(copy, keys.join('.'));
  if (Array.isArray(parent)) parent[Number(last)] = value;
  else if (parent && typeof parent === 'object') parent[last] = value;
  return copy;
}

/** Dotted paths of everything that is not itself a table or a list. */
export function leaves(value: Json | undefined, path: string): string[] {
  if (value === undefined) return [];
  if (value === null || typeof value !== 'object') return [path];
  const entries = Array.isArray(value) ? value.map((one, at) => [String(at), one] as const) : Object.entries(value);
  return entries.flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

/** Every value under its path, as JSON, so that two versions can be compared field by field. */
export function flat(settings: Tree): Record<string, string> {
  const paths = Object.keys(settings).flatMap((key) => leaves(settings[key], key));
  return Object.fromEntries(paths.map((path) => [path, JSON.stringify(valueAt(settings, path))]));
}

/** The settings with these values in place of their own. */
export function withFlat(settings: Tree, values: Record<string, string>): Tree {
  return Object.entries(values).reduce((tree, [path, value]) => withValue(tree, path, JSON.parse(value) as Json), settings);
}

/** What differs between two versions, as paths. */
export function changedPaths(before: Tree, after: Tree): string[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)].flatMap((key) => [...leaves(before[key], key), ...leaves(after[key], key)]));
  return [...paths].filter((path) => valueAt(before, path) !== valueAt(after, path));
}

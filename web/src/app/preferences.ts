// What a person chose about the look of the page on this device. Written under the key that
// public/first-paint.js reads before the first paint.

import { useSyncExternalStore } from 'react';
import type { Language } from '../api/types';

export interface Preferences {
  theme: 'system' | 'light' | 'dark';
  density: 'compact' | 'comfortable';
  /** null until chosen: then the account's or the browser's language is used */
  language: Language | null;
  /** columns of the prospects table, in order; null for the shipped ones */
  columns: string[] | null;
}

const KEY = 'tuoke.preferences';
const DEFAULTS: Preferences = { theme: 'system', density: 'compact', language: null, columns: null };
const darkSystem = matchMedia('(prefers-color-scheme: dark)');

function load(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Preferences>) };
  } catch {
    return DEFAULTS;
  }
}

let current = load();
const listeners = new Set<() => void>();
const announce = () => listeners.forEach((listener) => listener());

function paint(): void {
  document.documentElement.dataset['theme'] = isDark(current) ? 'dark' : 'light';
  document.documentElement.dataset['density'] = current.density;
}

darkSystem.addEventListener('change', () => {
  current = { ...current };
  paint();
  announce();
});

export function isDark(preferences: Preferences): boolean {
  return preferences.theme === 'dark' || (preferences.theme === 'system' && darkSystem.matches);
}

export function changePreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // private windows may refuse storage; the choice then lasts until the page is closed
  }
  paint();
  announce();
}

export function currentPreferences(): Preferences {
  return current;
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentPreferences);
}

// A form over a record that somebody else may save first: what they saved comes under what was typed, and both are shown.

import { useState } from 'react';
import { currentOf } from '../api/problem';
import { type Fields, type Joined, join } from './twoEditors';

export interface TwoEditors<T> {
  /** what the form begins from: the record as it was opened, or as the other left it */
  read: T;
  /** both sides, once the other was quicker */
  joined: Joined | null;
  /** Takes in what a refusal shows; answers the fields the form has now, or nothing where it is another refusal. */
  compare: (error: unknown, mine: Fields) => Fields | null;
  /** Begins again from what was saved. */
  restart: (saved: T) => void;
}

/** `part` finds, in what a refusal shows, the record that the form is about. */
export function useTwoEditors<T>(record: T, fieldsOf: (record: T) => Fields, part: (current: unknown) => T | null = (current) => current as T): TwoEditors<T> {
  const [read, setRead] = useState(record);
  const [joined, setJoined] = useState<Joined | null>(null);
  const compare = (error: unknown, mine: Fields): Fields | null => {
    const current = currentOf<unknown>(error);
    const theirs = current ? part(current) : null;
    if (!theirs) return null;
    const both = join(fieldsOf(read), mine, fieldsOf(theirs));
    setRead(theirs);
    setJoined(both);
    return both.fields;
  };
  const restart = (saved: T) => {
    setRead(saved);
    setJoined(null);
  };
  return { read, joined, compare, restart };
}

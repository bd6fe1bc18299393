import type { Dictionary } from '../zh';

export const policy: Dictionary['policy'] = {
  title: 'Contact policy',
  add: 'Record a consent',
  yes: 'yes',
  no: 'no',
  from: (at: string) => `from ${at}`,
  toLift: (remedy: string) => `To make it yes: ${remedy}`,
  channel: 'Channel',
  everyChannel: 'every channel',
  word: 'What they said',
  given: 'consent given',
  withdrawn: 'consent withdrawn',
  source: 'How it is known',
  noteHint: 'Where the proof is, or their words',
  ledger: 'Consents and time zone',
  noEntries: 'Nothing has been recorded about their consent yet',
  zone: 'Their time zone',
  zoneHint: "The team's unless given, such as Asia/Urumqi",
  against: (rule: string) => `Against the contact policy: ${rule}`,
};

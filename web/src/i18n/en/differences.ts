export const differences = {
  title: 'Somebody saved first while you were editing',
  hint: 'These were changed by both of you. Choose one for each and save again; everything you typed is still here.',
  noClash: 'You changed different things, so nothing clashes. Save again to put yours on top of theirs.',
  theirs: 'Saved by them',
  mine: 'Typed by you',
  taken: (fields: string) => `They also changed: ${fields} (taken over)`,
  comma: ', ',
};

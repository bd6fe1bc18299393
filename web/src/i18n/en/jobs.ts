export const jobs = {
  title: 'Jobs',
  shown: 'Show',
  filter: { '': 'all', 'running,waiting': 'running and waiting', failed: 'failed', done: 'done' },
  counts: (running: string, waiting: string, failed: string) => `${running} running · ${waiting} waiting · ${failed} failed`,
  job: 'Job',
  stateHead: 'State',
  attempts: 'Attempt',
  since: 'Begun',
  progress: 'Progress',
  nextAttempt: (at: string) => `next attempt ${at}`,
  stop: 'Stop',
  kind: {
    import: 'Import of a file', undo: 'An import taken back', folder: 'A look at a watched folder', reassess: 'All records looked at again',
    pool: 'Returns to the pool', supply: 'Supply counted', duplicate_scan: 'Search for duplicates', erase: 'Erasures whose time has come', classes: 'Classes of customers', classes_daily: 'Daily classes of customers',
  } as Record<string, string>,
  state: {
    waiting: 'waiting', running: 'running', done: 'done', failed: 'failed', cancelled: 'cancelled', replaced: 'asked for anew',
  } as Record<string, string>,
  emptyTitle: 'No jobs',
  emptyHint: 'Imports, the daily look over all records and returns to the pool are done in the background and listed here. You are told of what fails; mend the cause and try it again.',
};

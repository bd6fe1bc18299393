export const jobs = {
  title: '后台任务',
  shown: '显示',
  filter: { '': '全部', 'running,waiting': '进行中和排队的', failed: '失败的', done: '已完成的' },
  counts: (running: string, waiting: string, failed: string) => `进行中 ${running} · 排队 ${waiting} · 失败 ${failed}`,
  job: '任务',
  stateHead: '状态',
  attempts: '第几次',
  since: '开始时间',
  progress: '进度',
  nextAttempt: (at: string) => `${at} 再试`,
  stop: '停止',
  kind: {
    import: '导入文件', undo: '撤销导入', folder: '查看监视的文件夹', reassess: '重新评定全部档案', pool: '公海提醒与收回', supply: '清点客源',
    duplicate_scan: '查找重复档案', erase: '到期删除个人信息', classes: '计算客户分类', classes_daily: '每日计算客户分类',
  } as Record<string, string>,
  state: {
    waiting: '排队', running: '进行中', done: '已完成', failed: '失败', cancelled: '已取消', replaced: '已重新安排',
  } as Record<string, string>,
  emptyTitle: '没有任务',
  emptyHint: '导入、每日重新评定、公海收回等工作在后台进行，会列在这里。失败的会提醒您，改正原因后可以重试。',
};

export const differences = {
  title: '您编辑期间，别人先保存了',
  hint: '下面几项两边改得不一样。逐项选用哪一个，再点保存；您填写的内容都还在。',
  noClash: '两边改的不是同一项，没有冲突。再点一次保存，您的修改会加在对方的上面。',
  theirs: '对方保存的',
  mine: '您填写的',
  taken: (fields: string) => `对方还改了：${fields}（已并入）`,
  comma: '、',
};

export const playbook = {
  title: '打法手册',
  hint: '九格里要查的原因和可用的打法，都在这里。经理可以换成团队自己的说法；换过的话升级时不会被覆盖，随时可以换回内置的。',
  own: '团队自己的说法',
  builtIn: (words: string) => `内置：${words}`,
  restore: '换回内置',
  editOne: (words: string) => `编辑：${words}`,
  restoreOne: (words: string) => `换回内置：${words}`,
};

export const workbench = {
  title: '',
} as const;

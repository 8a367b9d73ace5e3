import { App } from 'antd';
import { useWords } from '../words/language.ts';

/** What a form does once the server took it: says so and closes. What is shown is asked again by the deed itself. */
export function useDone<Reply = unknown>(close: (reply: Reply) => void, said?: string): { readonly onSuccess: (reply: Reply) => void } {
  const { t } = useWords();
  const { message } = App.useApp();
  return {
    onSuccess: (reply) => {
      void message.success(said ?? t('common.saved'));
      close(reply);
    },
  };
}

import { Button, Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { EvidencePicker } from './EvidencePicker.tsx';

interface Props {
  readonly label: string;
  readonly icon?: IconName;
  /** What the button says. */
  readonly children: ReactNode;
  readonly already?: readonly string[];
  readonly onPick: (evidenceIds: readonly string[]) => void;
}

/** A field of a form that takes evidence: a button, and the picker behind it. */
export function EvidenceItem({ label, icon = 'paperclip', children, already = [], onPick }: Props) {
  const [picking, setPicking] = useState(false);
  return (
    <>
      <Form.Item label={label}>
        <Button icon={<Icon name={icon} size={14} />} onClick={() => setPicking(true)}>
          {children}
        </Button>
      </Form.Item>
      <EvidencePicker
        open={picking}
        onClose={() => setPicking(false)}
        already={already}
        onPick={(ids) => {
          onPick(ids);
          setPicking(false);
        }}
      />
    </>
  );
}

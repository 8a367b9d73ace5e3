import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id } from './values.ts';

/** Files of a product footprint: the report of an approved version, and a workbook of any version. */

const params = z.object({ versionId: id });
const language = z.enum(['zh', 'en']).default('zh');
const file = { reply: z.unknown(), replyMedia: 'application/octet-stream' } as const;

export const footprintFileEndpoints = {
  readFootprintReport: endpoint({
    name: 'lca.readFootprintReport',
    method: 'GET',
    path: '/api/v1/footprint-versions/{versionId}/report',
    summary: {
      zh: '已批准版本的碳足迹报告（PDF 或 Word），同一版本与抽样每次相同',
      en: 'Report of an approved version (PDF or Word); the same version and sample give the same file',
    },
    access: { action: 'lca.read' },
    params,
    /** `simulationId`: the sample the report tells; none without it. */
    query: z.object({ format: z.enum(['pdf', 'docx']).default('pdf'), language, simulationId: id.optional() }),
    ...file,
    refusals: ['not_found', 'wrong_state'],
  }),
  readFootprintWorkbook: endpoint({
    name: 'lca.readFootprintWorkbook',
    method: 'GET',
    path: '/api/v1/footprint-versions/{versionId}/workbook',
    summary: { zh: '结果、清单与前景表的工作簿', en: 'Workbook of result, inventory and foreground table' },
    access: { action: 'lca.read' },
    params,
    query: z.object({ language }),
    ...file,
    refusals: ['not_found'],
  }),
};

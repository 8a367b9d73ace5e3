interface Done {
  organization_id: string;
  done_at: string;
  done_by: string;
  done_by_name: string;
}

interface RequestRow extends Done {
  id: string;
  no: number;
  entity_id: string;
  programme: string;
  quantity: string;
  needed_by: string;
  reason: string;
  object_type: string;
  object_id: string;
  label_zh: string;
  label_en: string;
  path: string;
}

interface RequestOrderRow {
  organization_id: string;
  order_id: string;
  request_id: string;
}

interface RequestEndRow extends Done {
  request_id: string;
  reason: string;
}

export interface RequestTables {
  'app.trading_request': RequestRow;
  'app.trading_request_order': RequestOrderRow;
  'app.trading_request_end': RequestEndRow;
}

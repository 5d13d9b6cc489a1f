export interface Figure {
  data: any[];
  layout: any;
}

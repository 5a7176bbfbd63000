/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is measured is what was laid out: each label's text beside the room that it got, and that
 * beside what is in sight. A picture is never compared. */
#include "config.h"
#include "layout.h"
#include "keypad.h"

typedef struct {
  GtkWidget *root;
  const char *view;
  GPtrArray *labels; /* those in sight */
  guint faults;
} Check;

/* A pixel that rounding takes hides nothing. */
#define SLACK 1

static void G_GNUC_PRINTF (3, 4) report (Check *self, GtkWidget *widget, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s: %s %s", self->view, G_OBJECT_TYPE_NAME (widget), what);
  for (GtkWidget *up = gtk_widget_get_parent (widget); up != NULL && up != self->root;
       up = gtk_widget_get_parent (up))
    if (g_str_has_prefix (G_OBJECT_TYPE_NAME (up), "Cor") || GTK_IS_BUTTON (up))
      g_printerr (" < %s", G_OBJECT_TYPE_NAME (up));
  g_printerr ("\n");
  self->faults++;
}

static gboolean
scrolls (GtkWidget *widget, GtkOrientation orientation)
{
  GtkPolicyType across, down;

  if (!GTK_IS_SCROLLED_WINDOW (widget))
    return FALSE;
  gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (widget), &across, &down);
  return (orientation == GTK_ORIENTATION_HORIZONTAL ? across : down) != GTK_POLICY_NEVER;
}

/* NULL: it is not in one. */
static GtkWidget *
find_scroller (GtkWidget *widget, GtkOrientation orientation)
{
  while (widget != NULL && !scrolls (widget, orientation))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

/* Points at it as the toolkit does: what it is part of is asked from the inside outwards. */
static gboolean
is_told (GtkWidget *widget)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  graphene_point_t place =
    GRAPHENE_POINT_INIT (gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
  gboolean told = FALSE;

  for (GtkWidget *parent; !told && widget != NULL; widget = parent) {
    parent = gtk_widget_get_parent (widget);
    if (gtk_widget_get_has_tooltip (widget))
      g_signal_emit_by_name (widget, "query-tooltip", (int)place.x, (int)place.y, FALSE, tooltip,
                             &told);
    if (parent != NULL && !gtk_widget_compute_point (widget, parent, &place, &place))
      break;
  }
  return told;
}

/* Its middle is not scrolled away. */
static gboolean
is_in_sight (Check *self, GtkWidget *widget)
{
  GtkWidget *scroller = find_scroller (widget, GTK_ORIENTATION_VERTICAL);
  GtkWidget *page = scroller != NULL ? scroller : self->root;
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, page, &bounds) &&
         bounds.origin.y + bounds.size.height / 2 > 0 &&
         bounds.origin.y + bounds.size.height / 2 < gtk_widget_get_height (page);
}

/* Where text runs from right to left, a number of several parts is shown in the wrong order unless
 * marks set it apart. */
static gboolean
is_turned (const char *text)
{
  guint depth = 0;

  if (gtk_widget_get_default_direction () != GTK_TEXT_DIR_RTL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c >= 0x2066 && c <= 0x2068)
      depth++;
    else if (c == 0x2069 && depth > 0)
      depth--;
    else if (depth == 0 && ((*p == '+' && g_ascii_isdigit (p[1])) ||
                            (g_ascii_isdigit (*p) && p[1] == ' ' && g_ascii_isdigit (p[2]))))
      return TRUE;
  }
  return FALSE;
}

static void
check_label (Check *self, GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  GtkWidget *widget = GTK_WIDGET (label);
  int width, height;

  if (*gtk_label_get_text (label) == '\0')
    return;
  g_ptr_array_add (self->labels, label);
  if (is_turned (gtk_label_get_text (label)))
    report (self, widget, "“%.40s” is shown in the wrong order", gtk_label_get_text (label));
  pango_layout_get_pixel_size (layout, &width, &height);
  if (pango_layout_is_ellipsized (layout)) {
    if (is_in_sight (self, widget) && !is_told (widget))
      report (self, widget, "“%.40s” is cut and no tooltip has it", gtk_label_get_text (label));
  } else if (width > gtk_widget_get_width (widget) + SLACK ||
             height > gtk_widget_get_height (widget) + SLACK) {
    report (self, widget, "“%.40s” needs %dx%d and has %dx%d", gtk_label_get_text (label), width,
            height, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  }
}

/* The badge of a pane is libadwaita's, and drawn a hair above the bar in large letters. */
static gboolean
is_badge (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && g_str_equal (G_OBJECT_TYPE_NAME (parent), "AdwIndicatorBin");
}

static void
check_bounds (Check *self, GtkWidget *widget)
{
  graphene_rect_t bounds;

  if (is_badge (widget) || !gtk_widget_compute_bounds (widget, self->root, &bounds) ||
      bounds.size.width < 1)
    return;
  if (find_scroller (widget, GTK_ORIENTATION_HORIZONTAL) == NULL &&
      (bounds.origin.x < -SLACK ||
       bounds.origin.x + bounds.size.width > gtk_widget_get_width (self->root) + SLACK))
    report (self, widget, "sticks out: from %.0f to %.0f of %d", bounds.origin.x,
            bounds.origin.x + bounds.size.width, gtk_widget_get_width (self->root));
  if (find_scroller (widget, GTK_ORIENTATION_VERTICAL) == NULL &&
      (bounds.origin.y < -SLACK ||
       bounds.origin.y + bounds.size.height > gtk_widget_get_height (self->root) + SLACK))
    report (self, widget, "sticks out: from %.0f down to %.0f of %d", bounds.origin.y,
            bounds.origin.y + bounds.size.height, gtk_widget_get_height (self->root));
}

/* Where its letters are to be seen: a label has more room than it needs, and may be scrolled away.
 */
static graphene_rect_t
get_text_bounds (Check *self, GtkLabel *label)
{
  GtkWidget *scroller = find_scroller (GTK_WIDGET (label), GTK_ORIENTATION_VERTICAL);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0), page;
  PangoRectangle ink;
  int x, y;
  graphene_point_t place;

  pango_layout_get_pixel_extents (gtk_label_get_layout (label), &ink, NULL);
  gtk_label_get_layout_offsets (label, &x, &y);
  if (gtk_widget_compute_point (GTK_WIDGET (label), self->root,
                                &GRAPHENE_POINT_INIT (x + ink.x, y + ink.y), &place))
    bounds = GRAPHENE_RECT_INIT (place.x, place.y, ink.width, ink.height);
  if (scroller != NULL && gtk_widget_compute_bounds (scroller, self->root, &page) &&
      !graphene_rect_intersection (&bounds, &page, &bounds))
    bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  return bounds;
}

/* An opaque page lies upon another one while a stack changes or for a popover; those are not
 * mapped, or a native of their own. */
static void
check_overlaps (Check *self)
{
  for (guint i = 0; i < self->labels->len; i++) {
    graphene_rect_t one = get_text_bounds (self, self->labels->pdata[i]), both;

    for (guint k = i + 1; k < self->labels->len; k++) {
      graphene_rect_t other = get_text_bounds (self, self->labels->pdata[k]);

      if (graphene_rect_intersection (&one, &other, &both) && both.size.width > 2 &&
          both.size.height > 2)
        report (self, self->labels->pdata[i], "“%.40s” lies upon “%.40s”",
                gtk_label_get_text (self->labels->pdata[i]),
                gtk_label_get_text (self->labels->pdata[k]));
    }
  }
}

static gboolean
is_seen (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_child_visible (widget) &&
         gtk_widget_get_opacity (widget) > 0 && !GTK_IS_NATIVE (widget) &&
         !GTK_IS_SCROLLBAR (widget);
}

/* In an entry, which shows one in the order in which it is dialled. */
static gboolean
is_number (GtkWidget *widget)
{
  const char *text = GTK_IS_TEXT (widget) ? gtk_editable_get_text (GTK_EDITABLE (widget)) : "";

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return FALSE;
  return *text != '\0';
}

static void
walk (Check *self, GtkWidget *widget)
{
  if (gtk_widget_get_direction (widget) != gtk_widget_get_default_direction () &&
      gtk_widget_get_ancestor (widget, COR_TYPE_KEYPAD) == NULL && !is_number (widget))
    report (self, widget, "runs the other way");
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && is_number (widget) &&
      is_turned (gtk_editable_get_text (GTK_EDITABLE (widget))))
    report (self, widget, "“%.40s” is typed in the wrong order",
            gtk_editable_get_text (GTK_EDITABLE (widget)));
  if (GTK_IS_LABEL (widget))
    check_label (self, GTK_LABEL (widget));
  if (widget != self->root)
    check_bounds (self, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_seen (child))
      walk (self, child);
}

static int
minimum_width (GtkWidget *widget)
{
  int minimum = 0;

  if (gtk_widget_should_layout (widget))
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* The way down to what is too wide, so that one knows what to mend. */
static void
print_widest (GtkWidget *widget)
{
  while (widget != NULL) {
    GtkWidget *widest = NULL;

    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      if (!GTK_IS_NATIVE (child) &&
          (widest == NULL || minimum_width (child) > minimum_width (widest)))
        widest = child;
    if (widest != NULL)
      g_printerr (" %s:%d", G_OBJECT_TYPE_NAME (widest), minimum_width (widest));
    widget = widest;
  }
  g_printerr ("\n");
}

guint
layout_check (GtkWidget *root, const char *view, int room)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  Check self = { .root = root, .view = view, .labels = labels };

  if (gtk_widget_get_width (root) > room) {
    report (&self, root, "is %d wide where there is room for %d", gtk_widget_get_width (root),
            room);
    print_widest (root);
  }
  walk (&self, root);
  check_overlaps (&self);
  return self.faults;
}

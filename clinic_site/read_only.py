"""Admin screens that only show."""


class ReadOnlyAdmin:
    """Mixed into a `ModelAdmin` whose rows the verbs write: nothing is added, changed or removed by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

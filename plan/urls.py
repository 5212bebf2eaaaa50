from django.urls import path

from plan import views

app_name = "plan"
urlpatterns = [path("plan/<str:code>/", views.show_plan, name="plan")]

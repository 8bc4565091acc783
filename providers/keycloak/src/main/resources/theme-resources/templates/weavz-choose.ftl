<#--
  One of several: organizations, workspaces. For LoginFormsProvider.createForm with the attributes
    chooserTitle, chooserText   keys of messages
    chooserField                the name of the form's field
    choices                     maps with id, name and, where it helps, detail; all are text
    chosen                      the id that is checked at first; the first choice's when absent or none of them
  The chosen id comes back in a POST to the login action.
-->
<#import "template.ftl" as layout>
<#import "buttons.ftl" as buttons>
<#assign known = choices?filter(choice -> choice.id == chosen!"")>
<#assign checked = (known?first!choices?first).id>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg(chooserTitle)}
  <#elseif section = "form">
    <form id="weavz-choose" class="${properties.kcFormClass!}" action="${url.loginAction}" method="post">
      <fieldset class="${properties.kcFormGroupClass!} weavz-choose">
        <legend>${msg(chooserText)}</legend>
        <div class="weavz-choices">
          <#list choices as choice>
            <label class="weavz-choice" for="weavz-choice-${choice?index}">
              <input type="radio" id="weavz-choice-${choice?index}" name="${chooserField}" value="${choice.id}" required
                <#if choice.id == checked>checked autofocus</#if>>
              <span class="weavz-choice-text">
                <span class="weavz-choice-name">${choice.name}</span>
                <#if choice.detail?has_content>
                  <span class="weavz-choice-detail">${choice.detail}</span>
                </#if>
              </span>
            </label>
          </#list>
        </div>
      </fieldset>
      <@buttons.actionGroup>
        <@buttons.button id="weavz-choose-submit" label="weavzChooseSubmit" />
      </@buttons.actionGroup>
    </form>
  </#if>
</@layout.registrationLayout>

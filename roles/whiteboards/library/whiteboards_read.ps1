#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        services = @{ type = 'list'; elements = 'str'; default = @() }
        tasks = @{ type = 'list'; elements = 'str'; default = @() }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

$devices = foreach ($device in Get-PnpDevice -PresentOnly) {
    @{ id = [string]$device.InstanceId; name = [string]$device.FriendlyName }
}
$module.Result.devices = @($devices | Where-Object { $_.id -like 'USB\VID_*' })

# A PC without a monitor has no such objects, and Windows calls that an error.
$monitors = foreach ($monitor in Get-CimInstance -Namespace 'root/wmi' -ClassName WmiMonitorID -ErrorAction SilentlyContinue) {
    @{
        maker = -join ($monitor.ManufacturerName | Where-Object { $_ } | ForEach-Object { [char]$_ })
        name = -join ($monitor.UserFriendlyName | Where-Object { $_ } | ForEach-Object { [char]$_ })
    }
}
$module.Result.monitors = @($monitors)

$places = @(
    'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\*',
    'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall\*'
)
$products = foreach ($entry in Get-ItemProperty -Path $places -ErrorAction SilentlyContinue) {
    @{
        id = [string]$entry.PSChildName
        name = [string]$entry.DisplayName
        publisher = [string]$entry.Publisher
        version = [string]$entry.DisplayVersion
    }
}
$module.Result.products = @($products | Where-Object { $_.name })

$services = foreach ($name in $module.Params.services) {
    foreach ($service in Get-Service -Name $name -ErrorAction SilentlyContinue) {
        @{ name = [string]$service.Name; start = [string]$service.StartType; status = [string]$service.Status }
    }
}
$module.Result.services = @($services)

$tasks = foreach ($name in $module.Params.tasks) {
    foreach ($task in Get-ScheduledTask -TaskName $name -ErrorAction SilentlyContinue) {
        @{ name = [string]$task.TaskName; path = [string]$task.TaskPath; enabled = [bool]($task.State -ne 'Disabled') }
    }
}
$module.Result.tasks = @($tasks)

$module.ExitJson()
